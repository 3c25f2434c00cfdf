"""The live room: visitors, questions, answers, and what reaches whom."""
