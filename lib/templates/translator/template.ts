import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const GLOSSARY = `English | German | French
knowledge base | Wissensdatenbank | base de connaissances
run | Lauf | exécution
workspace | Arbeitsbereich | espace de travail
release | Version | version`

export const template: Template = {
  id: 'translator',
  name: 'Translator with glossary',
  description: 'Translates texts and uses the terms of your glossary, which is kept in one step.',
  category: 'content',
  tags: ['translation', 'glossary', 'languages'],
  kind: 'form',
  icon: 'languages',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Text',
        at: [0, 0],
        config: {
          mode: 'form',
          fields: [
            { name: 'text', label: 'Text', kind: 'paragraph' },
            { name: 'language', label: 'Into', kind: 'choice', options: ['German', 'French', 'English'] },
          ],
        },
      },
      { id: 'glossary', type: 'template', label: 'Glossary', at: [320, 200], config: { text: GLOSSARY } },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Task',
        at: [640, 0],
        config: {
          messages: [
            {
              role: 'user',
              content:
                'Translate this text into {{language}}. Use the terms of the glossary. Return the translation only.\n\nGlossary:\n{{glossary}}\n\nText:\n{{text}}',
            },
          ],
        },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Translate',
        at: [960, 0],
        config: { system: 'You are a professional translator.', temperature: 0.1 },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1280, 0] },
    ],
    [
      'input.text -> ask.text',
      'input.language -> ask.language',
      'glossary.text -> ask.glossary',
      'ask.messages -> model.prompt',
      'model.text -> answer.text',
    ],
  ),
}
