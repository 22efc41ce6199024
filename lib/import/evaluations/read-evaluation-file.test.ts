import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { EvaluationFile } from './evaluation-file'
import { readEvaluationFile } from './read-evaluation-file'

const read = (text: string, name = 'file.jsonl') => readEvaluationFile(new TextEncoder().encode(text), name)
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const data = ({ cases }: EvaluationFile) => cases.map((own) => own.data)
const issues = ({ issues: all }: EvaluationFile) =>
  all.map(({ row, field, kind, reason }) => `${row} ${field} ${kind} ${reason.key}`)

function failure(text: string, name?: string) {
  try {
    read(text, name)
  } catch (error) {
    if (AppError.isInstance(error)) return { code: error.code, key: error.key, message: error.message }
    throw error
  }
  return expect.unreachable('The file was accepted.')
}

describe('formats', () => {
  test('reads items of Langfuse without archived ones', () => {
    const file = read(
      JSON.stringify({
        data: [
          { id: 'a', status: 'ACTIVE', input: 'Where is Oslo?', expectedOutput: 'Norway', metadata: { level: 1 } },
          { id: 'b', status: 'ARCHIVED', input: 'Old', expectedOutput: 'Old' },
          { id: 'c', input: { question: 'Capital of Italy?' }, expectedOutput: { answer: 'Rome' }, metadata: null },
          { id: 'd', expectedOutput: 'no input' },
        ],
      }),
      'items.json',
    )
    expect(file.format).toBe('langfuse')
    expect(data(file)).toEqual([
      { inputs: { message: 'Where is Oslo?' }, expected: 'Norway' },
      { inputs: { question: 'Capital of Italy?' }, expected: 'Rome' },
    ])
    expect(issues(file)).toEqual([
      '1 metadata dropped evaluationFiles.noPlace',
      '2 status dropped evaluationFiles.archived',
      '4 input invalid evaluationFiles.noInput',
    ])
  })

  test('reads a table of Langfuse', () => {
    const file = read('input,expected_output,metadata\n"{""q"": ""Hi""}",Hello,\nBye,,\n', 'items.csv')
    expect(data(file)).toEqual([{ inputs: { q: 'Hi' }, expected: 'Hello' }, { inputs: { message: 'Bye' } }])
  })

  test('reads rows of Braintrust with tags and split', () => {
    const row = {
      id: '1',
      _xact_id: '9',
      input: 'Hi',
      expected: 'Hello',
      tags: ['greeting'],
      metadata: { split: 'test' },
    }
    const file = read(lines(row))
    expect(file.format).toBe('braintrust')
    expect(file.cases).toEqual([
      { row: 1, id: '1', split: 'test', data: { inputs: { message: 'Hi' }, expected: 'Hello', tags: ['greeting'] } },
    ])
    expect(file.issues).toEqual([])
  })

  test('reads examples of LangSmith, as JSON and as a table', () => {
    const example = {
      id: 'x',
      inputs: { question: 'Hi' },
      outputs: { answer: 'Hello' },
      metadata: { dataset_split: ['train'] },
    }
    const file = read(JSON.stringify([example]), 'examples.json')
    expect(file.format).toBe('langsmith')
    expect(file.cases[0]).toMatchObject({ split: 'train', data: { inputs: { question: 'Hi' }, expected: 'Hello' } })
    const table = read('inputs.question,inputs.tone,outputs.answer\nHi,kind,Hello\n', 'examples.csv')
    expect(data(table)).toEqual([{ inputs: { question: 'Hi', tone: 'kind' }, expected: 'Hello' }])
  })

  test('reads samples of Inspect: choices, alternatives, conversations and logs', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: [{ type: 'text', text: 'Bye' }] },
    ]
    const file = read(
      lines(
        { input: 'Largest?', choices: ['Moon', 'Sun'], target: 'B', id: 1 },
        { input: 'Capital?', target: ['Oslo', 'Kristiania'], sandbox: 'docker' },
        { input: messages, target: 'See you' },
      ),
    )
    expect(file.format).toBe('inspect')
    expect(data(file)).toMatchObject([
      { inputs: { message: 'Largest?\n\nA) Moon\nB) Sun' }, expected: 'B' },
      { expected: 'Oslo', checks: [{ scorer: { kind: 'contains', mode: 'any', texts: ['Oslo', 'Kristiania'] } }] },
      {
        inputs: { message: 'Bye' },
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ],
      },
    ])
    expect(issues(file)).toEqual([
      '2 sandbox dropped evaluationFiles.noPlace',
      '3 input dropped evaluationFiles.messageRole',
    ])
    const log = {
      eval: {},
      samples: [
        { id: 1, epoch: 1, input: 'a', target: 'b' },
        { id: 1, epoch: 2, input: 'a', target: 'b' },
      ],
    }
    expect(read(JSON.stringify(log, null, 2), 'log.json').cases).toHaveLength(1)
  })

  test('reads lines of the open-source OpenAI evals', () => {
    const file = read(
      lines(
        {
          input: [
            { role: 'system', content: 'Answer.' },
            { role: 'user', content: 'Capital of France?' },
          ],
          ideal: 'Paris',
        },
        { input: 'Colour?', ideal: ['grey', 'gray'] },
      ),
    )
    expect(file.format).toBe('openai-evals')
    expect(data(file)).toMatchObject([
      { inputs: { message: 'Capital of France?' }, expected: 'Paris' },
      {
        inputs: { message: 'Colour?' },
        checks: [{ scorer: { mode: 'any', texts: ['grey', 'gray'], compare: 'exact' } }],
      },
    ])
  })

  test('reads a hosted OpenAI evaluation with its graders', () => {
    const output = '{{sample.output_text}}'
    const settings = {
      object: 'eval',
      name: 'Tickets',
      testing_criteria: [
        { type: 'string_check', name: 'a', input: output, reference: '{{item.label}}', operation: 'eq' },
        { type: 'string_check', name: 'b', input: output, reference: '{{item.forbidden}}', operation: 'ne' },
        {
          type: 'text_similarity',
          input: output,
          reference: '{{ item.label }}',
          evaluation_metric: 'rouge_l',
          pass_threshold: 0.6,
        },
        {
          type: 'text_similarity',
          input: output,
          reference: '{{item.label}}',
          evaluation_metric: 'bleu',
          pass_threshold: 0.6,
        },
        {
          type: 'label_model',
          model: 'gpt-4o',
          labels: ['good', 'bad'],
          passing_labels: ['good'],
          input: [{ role: 'user', content: 'Is it good? {{item.ticket}}' }],
        },
        { type: 'python', source: 'import os' },
      ],
    }
    const item = { ticket: 'My screen is black', label: 'Hardware', forbidden: 'Software' }
    const file = read(lines(settings, { item }, { item: { ...item, ticket: '' }, sample: { output_text: 'x' } }))
    expect([file.format, file.name]).toEqual(['openai-evals', 'Tickets'])
    expect(data(file)[0]).toEqual({
      inputs: { message: 'My screen is black' },
      expected: 'Hardware',
      checks: [{ scorer: { id: 'equal', kind: 'equal', normalize: false }, expected: 'Software', not: true }],
    })
    expect(file.scorers.map(({ id }) => id)).toEqual(['criteria', 'equal', 'rouge-l', 'checks'])
    expect(file.scorers[0]).toMatchObject({ criteria: ['Is it good? … → good'] })
    expect(issues(file)).toEqual([
      'null testing_criteria.4 dropped evaluationFiles.unsupported',
      'null testing_criteria.5 changed evaluationFiles.judgeChanged',
      'null testing_criteria.6 dropped evaluationFiles.code',
      '3 sample dropped evaluationFiles.storedOutput',
      '3 item invalid evaluationFiles.noInput',
    ])
  })

  test('reads an OpenAI run with its items and the prompt', () => {
    const run = {
      object: 'eval.run',
      name: 'Run',
      testing_criteria: [],
      data_source: {
        source: { type: 'file_content', content: [{ item: { city: 'Oslo', language: 'German' } }] },
        input_messages: {
          type: 'template',
          template: [{ role: 'user', content: 'Describe {{item.city}} in {{item.language}}.' }],
        },
      },
    }
    expect(data(read(JSON.stringify(run, null, 1), 'run.json'))).toEqual([
      { inputs: { message: 'Describe Oslo in German.' } },
    ])
  })

  test('reads test cases that Patchbay exported', () => {
    const file = read(lines({ id: 'i', split: 'test', inputs: { message: 'Hi' }, expected: 'Hello', group: 'g' }))
    expect(file.cases).toEqual([
      { row: 1, id: 'i', split: 'test', data: { inputs: { message: 'Hi' }, expected: 'Hello', group: 'g' } },
    ])
  })
})

describe('bad files', () => {
  test.each([
    ['a: !!js/function "alert(1)"', 'x.yaml', 'evaluationFiles.yamlTag', 'Line 1 '],
    ['ok: 1\ntests: !python/object:os.system []', 'x.yaml', 'evaluationFiles.yamlTag', 'Line 2 '],
    ['tests:\n  - [unclosed', 'x.yaml', 'evaluationFiles.notYaml', 'Line '],
    ['{"broken": ', 'x.json', undefined, ''],
    ['[{"input": 1},', 'x.json', 'evaluationFiles.notJson', ''],
    ['{"__proto__": {"polluted": true}}', 'x.json', undefined, ''],
    ['"text"', 'x.json', 'evaluationFiles.unknownFormat', ''],
    ['{"a": 1}\n{"a": 2}', 'x.jsonl', 'evaluationFiles.unknownFormat', ''],
    ['a,b\n"open', 'x.csv', 'evaluationFiles.notCsv', ''],
    ['', 'x.jsonl', undefined, ''],
  ])('rejects %j', (text, name, key, start) => {
    const { code, key: found, message } = failure(text, name)
    expect(['INVALID_INPUT', 'INVALID_JSON']).toContain(code)
    if (key !== undefined) expect(found).toBe(key)
    expect(message.startsWith(start)).toBe(true)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('rejects more than a hundred aliases with the line, before they expand', () => {
    const text = ['a: &a [1]', ...Array.from({ length: 101 }, (_, index) => `b${index}: *a`)].join('\n')
    expect(failure(text, 'x.yaml')).toMatchObject({ key: 'evaluationFiles.tooManyAliases' })
    expect(failure(text, 'x.yaml').message).toContain('Line 102')
  })

  test('rejects bytes that are not UTF-8', () => {
    expect(() => readEvaluationFile(Uint8Array.of(0x7b, 0xff, 0xfe), 'x.json')).toThrow(AppError)
  })

  test('rejects too many and too large cases with the limit and the size', () => {
    const many = Array.from({ length: 100_001 }, () => '{"inputs":{"a":1}}').join('\n')
    expect(failure(many)).toMatchObject({ code: 'TOO_LARGE', key: 'evaluationFiles.tooManyCases' })
    const large = failure(lines({ input: 'ok', target: 'x' }, { input: 'a'.repeat(1_100_000), target: 'x' }))
    expect(large).toMatchObject({ code: 'TOO_LARGE', key: 'evaluationFiles.caseTooLarge' })
    expect(large.message).toContain('1,075 kB')
  })

  test('reports rows that cannot be read, and keeps the others', () => {
    const deep = `${'{"a":'.repeat(80)}1${'}'.repeat(80)}`
    const file = read(`{"input":"a","target":"b"}\nnot json\n[1]\n{"input":"c","constructor":{}}\n${deep}`)
    expect(file.cases).toHaveLength(1)
    expect(file.invalid).toBe(4)
    expect(file.issues.map(({ row, reason }) => [row, reason.key])).toEqual([
      [2, 'evaluationFiles.lineNotJson'],
      [3, 'evaluationFiles.notObject'],
      [4, 'evaluationFiles.reservedName'],
      [5, 'evaluationFiles.tooDeep'],
    ])
  })
})
