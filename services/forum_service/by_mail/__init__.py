"""What members write by mail: notify_service hands it over, and it is done here with all the rules."""
