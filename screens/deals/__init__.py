"""What is done with a deal on any screen: moved, closed, judged, asked about, answered."""
