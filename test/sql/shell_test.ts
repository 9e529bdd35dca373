import { doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { History } from "../../etl/sql/history.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { withWarehouse } from "./sample_warehouse.ts";
import { Typing } from "./typing.ts";

const PROMPT = /annexa> $/;
const UP = "\u001b[A";
const TAB = "\t";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

/** Runs a test at the prompt of a shell over the sample warehouse. */
function atPrompt(
  test: (typing: Typing, path: string, folder: string) => Promise<void>,
  options: ConstructorParameters<typeof Typing>[2] = {},
): () => Promise<void> {
  return () =>
    withWarehouse(async (path, folder) => {
      const typing = new Typing(path, await History.open(join(folder, "history")), options);
      await typing.keys("", PROMPT);
      await test(typing, path, folder);
      await typing.end(CTRL_D);
    });
}

Deno.test(
  "Shell answers a statement of several lines when its semicolon comes, and says rows, time and class",
  atPrompt(async (typing) => {
    await typing.keys("select user_id, actual_volume -- ; not yet\r", /\.\.\.> $/);
    await typing.keys("from users where user_name = 'Ada;'\r", /\.\.\.> $/);
    const shown = await typing.keys("or actual_volume = 110;\r", PROMPT);
    match(shown, /user_id {18}actual_volume\n-+ {2}-+\n90-B3-D5-1F-30-01-00-00 {12}110\n/);
    match(shown, /1 row in \d\.\d{3} s, Amber\n/);
  }),
);

Deno.test(
  "Shell shows lines pasted together each after its prompt, and answers all statements among them",
  atPrompt(async (typing) => {
    const shown = await typing.keys("select 1\r as one;\rselect 2\r as two;\r", /two\n[^]*annexa> $/);
    match(shown, /^select 1\r\n {3}\.\.\.> {2}as one;\r\n/);
    match(shown, /one\n---\n {2}1\n[^]*two\n---\n {2}2\n/);
  }),
);

Deno.test(
  "Shell interrupts a query with Ctrl-C and goes on",
  atPrompt(async (typing) => {
    await typing.keys(
      "select count(*) from range(100000000) a, range(100000) b where (a.range * b.range) % 7 = 3;\r",
      /;/,
    );
    await typing.insist(CTRL_C, /The query was interrupted\n/);
    match(await typing.keys("select 42 as answer;\r", /1 row/), /answer\n------\n {4}42\n/);
  }),
);

Deno.test(
  "Shell drops what is typed with Ctrl-C",
  atPrompt(async (typing) => {
    await typing.keys("select nonsense\r", /\.\.\.> $/);
    await typing.keys(`more${CTRL_C}`, PROMPT);
    match(await typing.keys("select 1 as one;\r", /1 row/), /one\n---\n {2}1\n/);
  }),
);

Deno.test(
  "Shell completes views, columns and commands with Tab",
  atPrompt(async (typing) => {
    await typing.keys("from users_k", /users_k$/);
    await typing.keys(TAB, /nown$/);
    await typing.keys(" k where k.", /k\.$/);
    await typing.keys(TAB, /user_id$/);
    await typing.keys(CTRL_C, PROMPT);
    await typing.keys(".des", /des$/);
    await typing.keys(TAB, /cribe$/);
    await typing.keys(CTRL_C, PROMPT);
  }),
);

Deno.test(
  "Shell recalls a statement of several lines as one, also in the next shell",
  atPrompt(async (typing, path, folder) => {
    await typing.keys("select 7\r", /\.\.\.> $/);
    await typing.keys("as seven;\r", PROMPT);
    await typing.keys("select 8 as eight;\r", PROMPT);
    await typing.keys("select 7", /select 7$/);
    await typing.keys(UP, /select 7 as seven;$/);
    await typing.keys(CTRL_C, PROMPT);
    await typing.keys("select 7 as seven;\r", PROMPT);
    const next = new Typing(path, await History.open(join(folder, "history")));
    await next.keys("", PROMPT);
    await next.keys(UP, /select 7 as seven;$/);
    match(await next.keys("\r", /1 row/), /seven/);
    await next.end(CTRL_D);
  }),
);

Deno.test(
  "Shell says what is wrong with a query or a command and goes on",
  atPrompt(async (typing) => {
    match(await typing.keys("from usres;\r", PROMPT), /Did you mean "users"\?\n\nLINE 1: from usres;\n {13}\^/);
    match(await typing.keys("drop view users;\r", PROMPT), /Cannot run DROP because sql only reads/);
    match(
      await typing.keys(".what\r", PROMPT),
      /Cannot run "\.what" because there is no such command: \.help lists them\n/,
    );
    match(await typing.keys(".descrbe\r", PROMPT), /no such command: did you mean \.describe\n/);
    match(await typing.keys(".describe user\r", PROMPT), /no such view or table: did you mean users\n/);
    match(await typing.keys(".as-of 2019-02-30\r", PROMPT), /Cannot read "2019-02-30" as a day/);
    match(await typing.keys(".describe nothing\r", PROMPT), /Cannot describe "nothing" because there is no such view/);
    match(await typing.keys(".format xlsx\r", PROMPT), /Cannot print a workbook/);
    match(await typing.keys(".save a.csv\r", PROMPT), /no query has been answered yet/);
  }),
);

Deno.test(
  "Shell lists and describes views and prints the project's queries",
  atPrompt(async (typing) => {
    match(await typing.keys(".views\r", PROMPT), /users +one row per User\n/);
    doesNotMatch(await typing.keys(".views known\r", PROMPT), /one row per User\n/);
    match(await typing.keys(".describe users\r", PROMPT), /key: user_id\n[^]*actual_volume +INTEGER +amber\n/);
    match(await typing.keys(".describe ledger.files\r", PROMPT), /file_sha256 +VARCHAR +white\n/);
    match(
      await typing.keys(".queries\r", PROMPT),
      /users +month, user_id, audience +one row per User +volumes in requests +amber\n/,
    );
    doesNotMatch(await typing.keys(".queries known\r", PROMPT), /volumes in requests/);
    match(await typing.keys(".queries nothing\r", PROMPT), /Cannot list queries with "nothing" in their name/);
    match(
      await typing.keys(".queries users_known\r", PROMPT),
      /-- grain: one row per User known then\n[^]*from users\n/,
    );
    match(await typing.keys(".help\r", PROMPT), /\.as-of \[DATE \| now\] +shows or sets the day/);
  }),
);

Deno.test(
  "Shell runs a query of the project by its name and parameters, and says which SQL that is",
  atPrompt(async (typing, _, folder) => {
    const shown = await typing.keys(".query users month=2019-07 user_name='Ada'\r", PROMPT);
    match(
      shown,
      /\nfrom users\nwhere date_trunc\('month', reporting_month\) = date '2019-07-01' and user_name = 'Ada'\n/,
    );
    match(shown, /90-B3-D5-1F-30-01-00-00 +Ada +110 [^]*\n1 row in \d\.\d{3} s, Amber\n/);
    const file = join(folder, "ada.csv");
    await typing.keys(`.save ${file}\r`, PROMPT);
    match(await Deno.readTextFile(file), /\r\n90-B3-D5-1F-30-01-00-00,Ada,110,112\.5,2019-07-01\r\n$/);
    match(
      await typing.keys(".query users audience=white\r", PROMPT),
      /Cannot answer for the White audience because .* is Amber/,
    );
    match(await typing.keys(".query users colour=red\r", PROMPT), /no such parameter: it has month, user_id, audience/);
    match(await typing.keys(".query users actual_volume=many\r", PROMPT), /actual_volume is of type INTEGER\n/);
    match(await typing.keys(".query users user_nam=Ada\r", PROMPT), /no such parameter: did you mean user_name\n/);
    // An Amber value is not named, however near.
    match(
      await typing.keys(".query users user_name=ada\r", PROMPT),
      /with user_name=ada because no row of it has that: Tab in the shell offers what they have\n/,
    );
    match(await typing.keys(".query users month=2019-7\r", PROMPT), /Cannot read "2019-7" as a month/);
    match(await typing.keys(".query user\r", PROMPT), /none of that name: did you mean users\?\n/);
    match(await typing.keys(".query users 'month\r", PROMPT), /a quote in it has no end/);
    await typing.keys(".audience white\r", /annexa for white> $/);
    match(
      await typing.keys("from users;\r", /white> $/),
      /Cannot answer for the White audience because the answer is Amber/,
    );
    await typing.keys(".audience none\r", PROMPT);
  }),
);

Deno.test(
  "Shell saves a query asked for an audience as that audience may see it",
  atPrompt(async (typing, _, folder) => {
    await typing.keys(".query users audience=amber\r", PROMPT);
    const file = join(folder, "users.csv");
    match(await typing.keys(`.save ${file}\r`, PROMPT), /, as shown to the Amber audience, written to /);
  }),
);

Deno.test(
  "Shell drops at Ctrl-C also the statements that wait for the one that runs",
  atPrompt(async (typing) => {
    const long = "select count(*) from range(100000000) a, range(100000) b where (a.range * b.range) % 7 = 3;";
    await typing.keys(`${long}\rselect 'waited' as later;\r`, /later;/);
    await typing.insist(CTRL_C, /The query was interrupted\n/);
    doesNotMatch(await typing.keys("select 'next' as one;\r", /\nnext/), /\nwaited/);
  }),
);

Deno.test(
  "Shell completes the names of queries, their parameters and values",
  atPrompt(async (typing) => {
    await typing.keys(".query users_", /users_$/);
    await typing.keys(TAB, /known$/);
    await typing.keys(CTRL_C, PROMPT);
    await typing.keys(".query users mo", /mo$/);
    await typing.keys(TAB, /nth=$/);
    await typing.keys("2019-0", /2019-0$/);
    await typing.keys(TAB, /$/);
    await typing.keys(TAB, /month=2019-08 +month=2019-07/);
    await typing.keys("7 user_name=A", /user_name=A$/);
    await typing.keys(TAB, /da$/);
    await typing.keys(CTRL_C, PROMPT);
  }),
);

Deno.test(
  "Shell answers as known on a day, in the format and length that are set",
  atPrompt(async (typing) => {
    await typing.keys(".as-of 2019-07-31\r", /annexa as of 2019-07-31> $/);
    match(
      await typing.keys("select count(*) as n from users_known;\r", /> $/),
      /1\n1 row in .*, Amber, as known on 2019-07-31\n/,
    );
    await typing.keys(".as-of now\r", PROMPT);
    await typing.keys(".max-rows 2\r", /At most 2 rows are printed/);
    await typing.keys(".timing off\r", /Timing is off/);
    await typing.keys(".timeout 5\r", /Queries are interrupted after 5 s/);
    await typing.keys(".format csv\r", /Answers are printed as csv/);
    const shown = await typing.keys("select range as n from range(3);\r", PROMPT);
    match(shown, /n\r\n0\r\n1\n3 rows, White\nTruncated to the first 2 of 3 rows: \.max-rows N or all gives more\n/);
  }, { settings: { format: "xlsx" } }),
);

Deno.test(
  "Shell shows a long answer a page at a time, and stops at q or Ctrl-C",
  atPrompt(async (typing) => {
    match(await typing.keys("from range(20);\r", /-- 13 more lines: Space goes on, q stops -- $/), / {4}7\n/);
    match(await typing.keys(" ", /-- 3 more lines: Space goes on, q stops -- $/), / {3}17\n/);
    await typing.keys("x", /q stops -- $/);
    await typing.keys("q", PROMPT);
    await typing.keys("from range(20);\r", /q stops -- $/);
    await typing.keys("\r", /q stops -- $/);
    match(await typing.keys("\r", PROMPT), /20 rows in/);
    match(await typing.keys("select 7 as seven;\r", PROMPT), /^select 7 as seven;\r\nseven\n-----\n/);
    await typing.keys("from range(30);\r", /q stops -- $/);
    await typing.keys(CTRL_C, PROMPT);
    strictEqual(typing.screen.includes("30 rows in"), false);
    await typing.keys(UP, /from range\(30\);$/);
    await typing.keys(CTRL_C, PROMPT);
  }, { rows: 11 }),
);

Deno.test(
  "Shell saves the last answer whole, and says so",
  atPrompt(async (typing, _, folder) => {
    await typing.keys(".max-rows 1\r", PROMPT);
    await typing.keys("select actual_volume from users order by 1;\r", PROMPT);
    const file = join(folder, "volumes.csv");
    match(await typing.keys(`.save ${file}\r`, PROMPT), /3 rows in .* written to .*volumes\.csv\n/);
    strictEqual(await Deno.readTextFile(file), "actual_volume\r\n-3\r\n0\r\n110\r\n");
  }),
);

Deno.test(
  "Shell sees a warehouse published while it is open, and says so",
  atPrompt(async (typing, path) => {
    await typing.keys("select count(*) as n from users;\r", PROMPT);
    {
      using next = await openPrivate(`${path}.next`);
      await next.connection.run("create table users as select 1 as user_id from range(8); force checkpoint");
    }
    await Deno.rename(`${path}.next`, path);
    const shown = await typing.keys("select count(*) as n from users;\r", PROMPT);
    match(shown, /A new warehouse was published since the last query\nn\n-\n8\n/);
  }),
);

Deno.test("Shell ends with .quit, with the words other shells know and with Ctrl-D", () =>
  withWarehouse(async (path) => {
    for (const keys of [".quit\r", "exit\r", "q\rquit\r", CTRL_D]) {
      const typing = new Typing(path, await History.open(null));
      await typing.keys("", PROMPT);
      await typing.end(keys);
      ok(typing.screen.endsWith("\n"));
    }
  }));
