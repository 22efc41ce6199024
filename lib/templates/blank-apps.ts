import { draw } from './draw'
import type { Template } from './template'

/** The smallest apps that answer: a start for an empty canvas, not shown among the templates. */
export const blankApps: readonly Pick<Template, 'id' | 'kind' | 'icon' | 'needs' | 'graph'>[] = [
  {
    id: 'blank-chat',
    kind: 'chat',
    icon: 'message-square',
    needs: [],
    graph: draw(
      [
        { id: 'input', type: 'input', label: 'Input', at: [0, 0] },
        { id: 'model', type: 'chat-model', label: 'Chat model', at: [304, 0] },
        { id: 'answer', type: 'answer', label: 'Answer', at: [608, 0] },
      ],
      ['input.message -> model.prompt', 'input.history -> model.history', 'model.text -> answer.text'],
    ),
  },
  {
    id: 'blank-form',
    kind: 'form',
    icon: 'list',
    needs: [],
    graph: draw(
      [
        {
          id: 'input',
          type: 'input',
          label: 'Input',
          at: [0, 0],
          config: { mode: 'form', fields: [{ name: 'text', label: 'Text', kind: 'paragraph' }] },
        },
        { id: 'model', type: 'chat-model', label: 'Chat model', at: [304, 0] },
        { id: 'answer', type: 'answer', label: 'Answer', at: [608, 0] },
      ],
      ['input.text -> model.prompt', 'model.text -> answer.text'],
    ),
  },
]
