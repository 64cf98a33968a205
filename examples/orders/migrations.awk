# Writes the SQL files that it is given, in this order, as the array of migrate.h: awk -f migrations.awk sql/*.sql
BEGIN {
  print "/* Made by migrations.awk. */"
  print "#include \"migrate.h\"\n"
  print "const struct migration migrations[] = {"
}
FNR == 1 {
  if (NR > 1) print "  },"
  name = FILENAME
  sub(/.*\//, "", name)
  sub(/\.sql$/, "", name)
  printf "  { \"%s\",\n", name
}
{
  gsub(/\\/, "\\\\")
  gsub(/"/, "\\\"")
  printf "    \"%s\\n\"\n", $0
}
END {
  if (NR > 0) print "  },"
  print "  { 0, 0 },"
  print "};"
}
