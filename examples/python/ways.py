from sozialraum import Network, osm

extract = "data/roads_osm/north-bayreuth.osm.gz"
roads = Network.from_osm(extract, mode="bicycle", date="2014")
villages = osm.read_facilities(extract, {"place": ["village", "hamlet"]}).to_crs("EPSG:25832")
nurseries = osm.read_facilities(extract, {"amenity": "kindergarten"})

nearest = roads.minutes_to_nearest(villages, nurseries, k=2)
one_more = roads.site(villages, villages, people=[1] * len(villages), existing=nurseries)

print(roads)
print(nearest["minutes_1"].describe().round(1).to_string())
print("one more:", [villages.name[code] for code in one_more.sites.index[one_more.sites.new]])
