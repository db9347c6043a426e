// The map comes later.
function drawMap() {}
