select region from (values ('South'), ('Region not given'), ('National'), ('Central'), ('North')) regions(region) order by region_order(region)
