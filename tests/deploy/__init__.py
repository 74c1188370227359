"""What brings Corridor to other machines: images, compose file, manifests, the commands in bin/."""
