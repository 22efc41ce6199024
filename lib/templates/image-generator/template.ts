import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'image-generator',
  name: 'Image generator',
  description: 'Turns a short idea into a detailed description and generates an image from it.',
  category: 'content',
  tags: ['picture', 'art', 'design'],
  kind: 'form',
  icon: 'image',
  needs: ['language-model', 'image-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Idea',
        at: [0, 104],
        config: {
          mode: 'form',
          fields: [
            { name: 'idea', label: 'Idea', kind: 'paragraph' },
            {
              name: 'style',
              label: 'Style',
              kind: 'choice',
              options: ['Photo', 'Watercolour', 'Line drawing', '3D render'],
            },
          ],
        },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Task',
        at: [304, 104],
        config: { messages: [{ role: 'user', content: 'Idea: {{idea}}\nStyle: {{style}}' }] },
      },
      {
        id: 'describe',
        type: 'chat-model',
        label: 'Describe the image',
        at: [608, 104],
        config: {
          system:
            'You write descriptions for an image model, in English: subject, surroundings, light, colors and composition in at most 60 words. Return the description only.',
        },
      },
      { id: 'image', type: 'image-generation', label: 'Image', at: [912, 0] },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1216, 136] },
    ],
    [
      'input.idea -> ask.idea',
      'input.style -> ask.style',
      'ask.messages -> describe.prompt',
      'describe.text -> image.prompt',
      'describe.text -> answer.text',
      'image.image -> answer.files',
    ],
  ),
}
