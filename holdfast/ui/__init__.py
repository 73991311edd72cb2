"""What people see: pages, components, form fields, and how dates and names are written. No models."""
