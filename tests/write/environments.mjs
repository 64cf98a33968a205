// Do a load, a JSON Schema and varlock agree on whole environments? Each row of the table says what each of them makes
// of one; where they differ, the row says why.
// usage: node environments.mjs PROGRAM NPM_FOLDER TABLE FOLDER (with a file "key")
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const [program, npm, table, folder] = process.argv.slice(2)
const { default: Ajv } = createRequire(npm + '/')('ajv/dist/2020.js')
const run = (command, args, env, cwd) => spawnSync(command, args, { env, cwd, encoding: 'utf8' })
const written = word => run(program, ['config', word], {}).stdout
const validate = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(written('json-schema')))

const varlock_folder = folder + '/varlock'
mkdirSync(varlock_folder, { recursive: true })
writeFileSync(varlock_folder + '/.env.schema', written('env-schema'))
const bin = npm + '/node_modules/.bin'
const says = {
  load: env => run(program, ['config', 'check'], env).status === 0,
  schema: env => validate(env),
  varlock: env => run(bin + '/varlock', ['load'], { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, ...env }, varlock_folder).status === 0
}

let count = 0, failed = 0
const [head, ...rows] = readFileSync(table, 'utf8').replace(/\n$/, '').split('\n').map(line => line.split('\t'))
for (const cells of rows) {
  const row = Object.fromEntries(head.map((name, i) => [name, cells[i]]))
  const entries = row.environment === '-' ? [] : row.environment.replaceAll('@KEY@', folder + '/key').split(';')
  const env = Object.fromEntries(entries.map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]))
  for (const name of Object.keys(says)) {
    if (row[name] === '-') continue
    count++
    const said = says[name](env) ? 'ok' : 'wrong'
    if (said === row[name]) continue
    failed++
    console.log(`FAILED ${row.environment} (${row.why}): ${name} says ${said}, not ${row[name]}`)
  }
}
console.log(`${count} answers, ${failed} failed`)
process.exit(failed || !count ? 1 : 0)
