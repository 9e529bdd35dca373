select region, installations, incorrect_variants, (select count(distinct installing_party) from stg_ch_installations) as parties
from ch_variant_errors order by region
