import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const SPLIT = `return input.diff.split(/^(?=diff --git )/m).map((text) => text.trim()).filter((text) => text.startsWith('diff --git'))`

const REVIEW = `{% set found = namespace(count=0) %}{% for file in files %}{% for item in file.findings %}{% set found.count = found.count + 1 %}- **{{ item.severity }}** \`{{ file.file }}\`, line {{ item.line }}: {{ item.text }}
{% endfor %}{% endfor %}

{{ found.count }} findings in {{ files | length }} files.`

export const template: Template = {
  id: 'code-review',
  name: 'Code review',
  description: 'Reviews a diff file by file and lists bugs with their line and severity.',
  category: 'engineering',
  tags: ['diff', 'pull request', 'bugs'],
  kind: 'form',
  icon: 'code',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Diff',
        at: [0, 104],
        config: { mode: 'form', fields: [{ name: 'diff', label: 'Output of git diff', kind: 'paragraph' }] },
      },
      {
        id: 'split',
        type: 'code',
        label: 'Split by file',
        at: [304, 104],
        config: { inputs: [{ name: 'diff', kind: 'text' }], code: SPLIT },
      },
      { id: 'each', type: 'map', label: 'Each file', at: [608, 104], config: { parallel: 4 } },
      {
        id: 'review',
        type: 'structured-output',
        label: 'Review',
        parent: 'each',
        at: [104, 104],
        config: {
          instructions:
            'You review one file of a diff. Report bugs, security problems and missing error handling in added lines. Ignore style. Leave the list empty if there is nothing.',
          schema: {
            type: 'object',
            properties: {
              file: { type: 'string', description: 'Path of the file' },
              findings: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    line: { type: 'integer', description: 'In the new file' },
                    severity: { type: 'string', enum: ['high', 'medium', 'low'] },
                    text: { type: 'string' },
                  },
                  required: ['line', 'severity', 'text'],
                  additionalProperties: false,
                },
              },
            },
            required: ['file', 'findings'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'list',
        type: 'template',
        label: 'Findings',
        at: [1120, 0],
        config: { engine: 'jinja', jinja: REVIEW, values: [{ name: 'files', value: '{{files}}' }] },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1424, 136] },
    ],
    [
      'input.diff -> split.diff',
      'split.result -> each.items',
      'each.item -> review.prompt',
      'review.json -> each.result',
      'each.results -> list.files',
      'list.text -> answer.text',
      'each.results -> answer.data',
    ],
  ),
}
