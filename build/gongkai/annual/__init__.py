"""年度报告: the annual report in the State Council's form (国办公开办函〔2021〕30号), pure.

`forms` says which tables, rows and columns there are, `tables` holds their numbers, `sums` checks them, `grids` lays
them out, `prose` reads the six sections, `document` puts a report together for whatever draws it.
"""
