"""Long work with progress: started by a page, done by the worker, its result kept for a week."""
