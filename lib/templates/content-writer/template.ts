import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const SOCIAL = `{% for post in posts %}### {{ post.channel }}

{{ post.text }}

{% endfor %}`

export const template: Template = {
  id: 'content-writer',
  name: 'Content writer and social posts',
  description: 'Turns one article into posts for LinkedIn, X and a newsletter, each in the style of its channel.',
  category: 'content',
  tags: ['social media', 'newsletter', 'marketing'],
  kind: 'form',
  icon: 'pencil',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Article',
        at: [0, 64],
        config: { mode: 'form', fields: [{ name: 'article', label: 'Article', kind: 'paragraph' }] },
      },
      {
        id: 'channels',
        type: 'code',
        label: 'Channels',
        at: [304, 144],
        config: {
          inputs: [{ name: 'article', kind: 'text' }],
          code: "return ['LinkedIn: up to 80 words, professional', 'X: up to 250 characters, one hashtag', 'Newsletter: subject line and 60 words, personal']",
        },
      },
      { id: 'each', type: 'map', label: 'Each channel', at: [608, 104], config: { parallel: 3 } },
      {
        id: 'write',
        type: 'structured-output',
        label: 'Write the post',
        parent: 'each',
        at: [104, 104],
        config: {
          instructions:
            'Write one post about the article below for this channel. Say nothing that is not in the article. Write in the language of the article.\n\nArticle:\n{{article}}',
          schema: {
            type: 'object',
            properties: {
              channel: { type: 'string', description: 'Name of the channel only' },
              text: { type: 'string' },
            },
            required: ['channel', 'text'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'posts',
        type: 'template',
        label: 'All posts',
        at: [1120, 0],
        config: { engine: 'jinja', jinja: SOCIAL, values: [{ name: 'posts', value: '{{posts}}' }] },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1424, 136] },
    ],
    [
      'input.article -> channels.article',
      'channels.result -> each.items',
      'each.item -> write.prompt',
      'input.article -> write.article',
      'write.json -> each.result',
      'each.results -> posts.posts',
      'posts.text -> answer.text',
      'each.results -> answer.data',
    ],
  ),
}
