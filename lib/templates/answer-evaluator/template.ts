import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const REPORT = `**{{ passed }} of {{ all | length }} answers are right**, average score {{ average }} of 5

| Question | Score | Reason |
| --- | ---: | --- |
{% for item in all %}| {{ item.question }} | {{ item.score }} | {{ item.reason }} |
{% endfor %}`

export const template: Template = {
  id: 'answer-evaluator',
  name: 'Answer evaluator',
  description: 'A model rates answers against reference answers, with a reason for each and the average.',
  category: 'quality',
  tags: ['evaluation', 'judge', 'score'],
  kind: 'form',
  icon: 'circle-check',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Answers',
        at: [0, 88],
        config: {
          mode: 'form',
          fields: [{ name: 'answers', label: 'List of question, reference and answer', kind: 'json' }],
        },
      },
      { id: 'each', type: 'map', label: 'Each answer', at: [304, 88], config: { parallel: 4 } },
      {
        id: 'case',
        type: 'template',
        label: 'Case',
        parent: 'each',
        at: [104, 104],
        config: {
          text: 'Question: {{each.item.question}}\nReference: {{each.item.reference}}\nAnswer: {{each.item.answer}}',
        },
      },
      {
        id: 'rate',
        type: 'structured-output',
        label: 'Rate',
        parent: 'each',
        at: [408, 104],
        config: {
          instructions:
            'Compare the answer with the reference. 5: same meaning. 3: partly right. 1: wrong. Wording and length do not matter. Copy the question.',
          schema: {
            type: 'object',
            properties: {
              question: { type: 'string' },
              score: { type: 'integer', description: 'From 1 to 5' },
              reason: { type: 'string', description: 'At most twelve words' },
            },
            required: ['question', 'score', 'reason'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'right',
        type: 'list',
        label: 'Right answers',
        at: [1120, 416],
        config: { operations: [{ operation: 'filter', field: 'score', operator: 'greater', value: '3' }] },
      },
      {
        id: 'average',
        type: 'list',
        label: 'Average',
        at: [1120, 200],
        config: { operations: [{ operation: 'aggregate', field: 'score', function: 'average' }] },
      },
      {
        id: 'report',
        type: 'template',
        label: 'Report',
        at: [1424, 0],
        config: {
          engine: 'jinja',
          jinja: REPORT,
          values: [
            { name: 'all', value: '{{all}}' },
            { name: 'passed', value: '{{passed}}' },
            { name: 'average', value: '{{average}}' },
          ],
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1728, 136] },
    ],
    [
      'input.answers -> each.items',
      'case.text -> rate.prompt',
      'rate.json -> each.result',
      'each.results -> right.items',
      'each.results -> average.items',
      'each.results -> report.all',
      'right.count -> report.passed',
      'average.first -> report.average',
      'report.text -> answer.text',
      'each.results -> answer.data',
    ],
  ),
}
