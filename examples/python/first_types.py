from sozialraum import gis, indicator, typology

communes = gis.read_table(
    "data/gemeinde_indicators/niedersachsen_gemeinden.csv", key="ags", kind="ags"
)
columns = ["z11_unter18_A", "z11_ab65_A", "vacancy_rate_census22", "alo_rate_2021", "p_harzt"]
z = indicator.standardise(communes.data[columns].dropna()).z
people = communes.column("pop")[z.index]

found = typology.kmeans(z, 5, weights=people)

print(typology.profile(z, found.types, population=people).z_means.round(1))
for ags in ("03252006", "03252007"):
    second = typology.second_best(z, found).loc[ags]
    print(communes.texts.name[ags], found.types[ags], f"(else {second.second})")
