"""The care pathway: each step that crosses apps is one function and one transaction. What happens next is written here only."""
