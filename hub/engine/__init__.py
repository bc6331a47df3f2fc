"""What the database needs: opening, transactions, one writer, ids, copies. No rule about tickets."""
