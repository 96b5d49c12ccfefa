"""What a city says about itself: the city, its departments, closed days, life events, words."""
