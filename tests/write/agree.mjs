// Do a JSON Schema and a load agree? Reads what agree.c writes, objects with a form feed between them. A text that
// envtab takes, the schema takes. One that envtab refuses, the schema refuses, but for what a row of the table says;
// and each row of the table is met.
// usage: node agree.mjs FOLDER_OF_AJV OBJECTS json_schema.tsv
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const [folder, objects, table] = process.argv.slice(2)
const { default: Ajv } = createRequire(folder + '/')('ajv/dist/2020.js')
const rows = readFileSync(table, 'utf8').trimEnd().split('\n').slice(1).map(line => {
  const [type, words, why] = line.split('\t')
  return { type, words, why, met: false }
})
let count = 0, failed = 0

function fail(kind, row, what) {
  failed++
  console.log(`FAILED ${kind.type} ${kind.options} ${JSON.stringify(row.text.slice(0, 60))}: ${what}`)
}

function excused(kind, row) {
  const excuses = rows.filter(({ type, words }) => kind.type.split(':').includes(type) && row.words.includes(words))
  for (const excuse of excuses) excuse.met = true
  return excuses.length > 0
}

for (const text of readFileSync(objects, 'utf8').split('\f')) {
  if (!text.trim()) continue
  const kind = JSON.parse(text)
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(kind.schema)
  for (const row of kind.rows) {
    const valid = validate({ V: row.text })
    count++
    if (row.accepted && !valid) fail(kind, row, 'envtab takes it, the schema does not')
    if (!row.accepted && valid && !excused(kind, row)) fail(kind, row, `the schema takes it, envtab says: ${row.words}`)
  }
}
for (const row of rows) {
  if (row.met) continue
  failed++
  console.log(`FAILED ${table}: no text is met by ${row.type}, ${row.words}`)
}
console.log(`${count} texts, ${failed} failed`)
process.exit(failed || !count ? 1 : 0)
