/**
 * Data of lib/contracts for OpenAPI documents beyond the schemas: the names of exported schemas, and the comments on
 * contracts, schemas and their fields.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const ROOT = path.join(import.meta.dirname, '..')
const FOLDER = 'lib/contracts'
const FILES = [
  ...readdirSync(path.join(ROOT, FOLDER), { recursive: true, encoding: 'utf8' })
    .map((name) => `${FOLDER}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /(?<!\.test)\.ts$/.test(file)),
  'lib/graph/graph.ts',
].sort()
const OBJECTS = new Set(['strictObject', 'object', 'looseObject', 'extend', 'safeExtend'])
const PARTS = ['params', 'query', 'body', 'response']

interface Constant {
  file: string
  name: string
  value: ts.Expression
  comment: string
  isExported: boolean
}

/** Constants by file and name, and the imports between the files. */
const constants = new Map<string, Constant>()
const imports = new Map<string, string>()

export function contractSchemas(header: string): Record<string, string> {
  for (const file of FILES) readFile(file)
  const named = [...constants.values()].filter(isSchema)
  const idOf = idsOf(named)
  const fields = new Map<string, string>()
  const schemas = new Map<string, string>()
  for (const schema of named) {
    const id = idOf.get(schema) ?? schema.name
    if (schema.comment !== '') schemas.set(id, schema.comment)
    collect(schema.value, { file: schema.file, at: id, fields, depth: 0 })
  }
  const contracts = new Map<string, string>()
  for (const { file, value, comment } of constants.values()) {
    const contract = contractOf(value)
    if (!contract) continue
    if (comment !== '') contracts.set(contract.name, comment)
    for (const [part, schema] of contract.parts)
      collect(schema, { file, at: `${contract.name}/${part}`, fields, depth: 0 })
  }
  return {
    'lib/api/studio/openapi/contract-comments.gen.ts': [
      header,
      "import 'server-only'\n",
      table('contractComments', 'By the name of the contract.', contracts),
      table('schemaComments', 'By the name of the schema.', schemas),
      table('fieldComments', 'By the schema, or the contract and its part, and the path of the field.', fields),
    ].join('\n'),
    'lib/api/studio/openapi/named-schemas.gen.ts': namesFile(header, named, idOf),
  }
}

function readFile(file: string): void {
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true)
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(file, statement)
    if (!ts.isVariableStatement(statement)) continue
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isIdentifier(name)) continue
      const comment = commentOf(statement, source)
      constants.set(`${file}#${name.text}`, { file, name: name.text, value: initializer, comment, isExported })
    }
  }
}

function readImport(file: string, { moduleSpecifier, importClause }: ts.ImportDeclaration): void {
  const bindings = importClause?.namedBindings
  if (!ts.isStringLiteral(moduleSpecifier) || !bindings || !ts.isNamedImports(bindings)) return
  const target = moduleSpecifier.text.startsWith('.')
    ? path.posix.join(path.posix.dirname(file), moduleSpecifier.text)
    : moduleSpecifier.text.replace('@/', '')
  for (const { name, propertyName } of bindings.elements)
    imports.set(`${file}#${name.text}`, `${target}.ts#${(propertyName ?? name).text}`)
}

/** The text of the last documentation comment before a node. */
function commentOf(node: ts.Node, source: ts.SourceFile): string {
  const ranges = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []
  const text = ranges
    .map(({ pos, end }) => source.text.slice(pos, end))
    .findLast((comment) => comment.startsWith('/**'))
  if (text === undefined) return ''
  const plain = text.replace(/^\/\*\*|\*\/$/g, '').replaceAll(/^\s*\*/gm, '')
  return plain
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*@throws ([A-Z_]+) ?/g, ' Fails with $1 ')
    .trim()
}

/** Exported constants that start with `z` or with another schema; whether they are objects is known at run time only. */
function isSchema({ name, value, isExported }: Constant): boolean {
  return isExported && /^[A-Z][a-z]/.test(name) && /^(?:z\b|[A-Z]\w*\.)/.test(value.getText())
}

/** A name that two files use is prefixed with the name of its file. */
function idsOf(named: readonly Constant[]): Map<Constant, string> {
  const plain = (name: string) => name.replace(/(?<=.)Schema$/, '')
  const counts = new Map<string, number>()
  for (const { name } of named) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1)
  return new Map(
    named.map((schema) => {
      const id = plain(schema.name)
      return [schema, (counts.get(id) ?? 0) > 1 ? `${pascal(path.basename(schema.file, '.ts'))}${id}` : id]
    }),
  )
}

function contractOf(value: ts.Expression) {
  if (!ts.isCallExpression(value) || value.expression.getText() !== 'defineContract') return null
  const [options] = value.arguments
  if (!options || !ts.isObjectLiteralExpression(options)) return null
  const parts: [string, ts.Expression][] = []
  let name = ''
  for (const property of options.properties) {
    const key = property.name?.getText() ?? ''
    const argument = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : null
    if (argument && key === 'name' && ts.isStringLiteral(argument)) name = argument.text
    if (argument && PARTS.includes(key)) parts.push([key, argument])
  }
  return { name, parts }
}

interface Collection {
  file: string
  at: string
  fields: Map<string, string>
  depth: number
}

/** Collects the comments on fields. Stops at schemas with a name of their own, unless they are extended. */
function collect(value: ts.Node, to: Collection, isExtended = false): void {
  if (to.depth > 20) return
  if (ts.isIdentifier(value)) follow(value, to, isExtended)
  else if (ts.isPropertyAccessExpression(value)) collect(value.expression, to, true)
  else if (ts.isCallExpression(value)) collectCall(value, to)
  else if (ts.isArrayLiteralExpression(value)) for (const element of value.elements) collect(element, to)
  else if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value)) collect(value.expression, to)
}

function collectCall({ expression, arguments: args }: ts.CallExpression, to: Collection): void {
  const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
  if (ts.isPropertyAccessExpression(expression)) collect(expression.expression, to, OBJECTS.has(method))
  for (const argument of args)
    if (!ts.isObjectLiteralExpression(argument)) collect(argument, to)
    else if (OBJECTS.has(method)) collectFields(argument, to)
}

function collectFields(object: ts.ObjectLiteralExpression, to: Collection): void {
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      const { value } = resolve(to.file, property.expression) ?? {}
      if (value && ts.isObjectLiteralExpression(value)) collectFields(value, { ...to, depth: to.depth + 1 })
      continue
    }
    const propertyPath = `${to.at}.${property.name?.getText().replaceAll("'", '') ?? ''}`
    const comment = commentOf(property, object.getSourceFile())
    if (comment !== '') to.fields.set(propertyPath, comment)
    if (ts.isPropertyAssignment(property))
      collect(property.initializer, { ...to, at: propertyPath, depth: to.depth + 1 })
  }
}

function follow(identifier: ts.Identifier, to: Collection, isExtended: boolean): void {
  const constant = resolve(to.file, identifier)
  if (constant && (isExtended || !isSchema(constant)))
    collect(constant.value, { ...to, file: constant.file, depth: to.depth + 1 })
}

function resolve(file: string, name: ts.Node): Constant | undefined {
  const key = `${file}#${name.getText()}`
  return constants.get(key) ?? constants.get(imports.get(key) ?? '')
}

function table(name: string, about: string, texts: ReadonlyMap<string, string>): string {
  const lines = [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `  ${JSON.stringify(key)}: ${JSON.stringify(text)},\n`)
  return `/** ${about} */\nexport const ${name}: Readonly<Record<string, string>> = {\n${lines.join('')}}\n`
}

function namesFile(header: string, named: readonly Constant[], idOf: ReadonlyMap<Constant, string>): string {
  const files = [...new Set(named.map(({ file }) => file))].sort()
  // `public` alone would be a reserved word.
  const alias = (file: string) =>
    `${camel(file.replace(/^lib\/(?:contracts\/)?|\.ts$/g, '').replaceAll('/', '-'))}Schemas`
  const lines = named.map((schema) => [idOf.get(schema) ?? '', `${alias(schema.file)}.${schema.name}`] as const)
  return [
    header,
    "import 'server-only'\n",
    ...files.map((file) => `import * as ${alias(file)} from '@/${file.slice(0, -3)}'\n`),
    '\n/** Exported schemas by their name in the document. */\nexport const namedSchemas: Readonly<Record<string, unknown>> = {\n',
    ...lines.sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, value]) => `  ${id}: ${value},\n`),
    '}\n',
  ].join('')
}

const pascal = (text: string) => text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
const camel = (text: string) => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
