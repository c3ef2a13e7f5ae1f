"""Papers made under NĐ 30/2020/NĐ-CP: head, subject and foot, found by their position."""
