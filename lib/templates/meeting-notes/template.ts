import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const NOTES = `## {{ notes.title }}

{{ notes.summary }}

**Decisions**

{% for item in notes.decisions %}- {{ item }}
{% endfor %}

**Tasks**

{% for task in notes.tasks %}- [ ] {{ task.what }} ({{ task.who }}{% if task.due %}, {{ task.due }}{% endif %})
{% endfor %}`

export const template: Template = {
  id: 'meeting-notes',
  name: 'Meeting notes from audio',
  description: 'Turns a recording or a transcript into notes with decisions and tasks.',
  category: 'documents',
  tags: ['meeting', 'transcript', 'audio'],
  kind: 'form',
  icon: 'file-text',
  needs: ['language-model', 'speech-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Meeting',
        at: [0, 80],
        config: {
          mode: 'form',
          fields: [
            { name: 'recording', label: 'Recording', kind: 'audio', required: false },
            { name: 'transcript', label: 'Or its transcript', kind: 'paragraph', required: false },
          ],
        },
      },
      { id: 'hear', type: 'speech-to-text', label: 'Transcribe', at: [304, 0] },
      { id: 'said', type: 'merge', label: 'Recording or transcript', at: [608, 144], config: { mode: 'any' } },
      {
        id: 'read',
        type: 'structured-output',
        label: 'Find decisions and tasks',
        at: [912, 144],
        config: {
          instructions:
            'Write the notes of this meeting in its language. Note only what was said. Leave lists empty if there is nothing for them.',
          schema: {
            type: 'object',
            properties: {
              title: { type: 'string' },
              summary: { type: 'string', description: 'Two sentences' },
              decisions: { type: 'array', items: { type: 'string' } },
              tasks: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { what: { type: 'string' }, who: { type: 'string' }, due: { type: 'string' } },
                  required: ['what', 'who', 'due'],
                  additionalProperties: false,
                },
              },
            },
            required: ['title', 'summary', 'decisions', 'tasks'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'notes',
        type: 'template',
        label: 'Notes',
        at: [1216, 40],
        config: { engine: 'jinja', jinja: NOTES, values: [{ name: 'notes', value: '{{notes}}' }] },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1520, 168] },
    ],
    [
      'input.recording -> hear.audio',
      'hear.text -> said.values',
      'input.transcript -> said.values',
      'said.value -> read.prompt',
      'read.json -> notes.notes',
      'notes.text -> answer.text',
      'read.json -> answer.data',
    ],
  ),
}
