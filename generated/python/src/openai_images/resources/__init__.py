"""The methods of the API, by resource."""
