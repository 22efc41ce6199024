import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      text: 'Add your documents to a knowledge base of the workspace. Each run of the app searches it.',
      language: 'German',
    },
    answer:
      'Fügen Sie Ihre Dokumente einer Wissensdatenbank des Arbeitsbereichs hinzu. Jeder Lauf der App durchsucht sie.',
  },
  'zh-CN': {
    inputs: { text: '把文档添加到工作区的知识库。应用每次运行都会搜索它。', language: 'German' },
    answer:
      'Fügen Sie Ihre Dokumente der Wissensdatenbank des Arbeitsbereichs hinzu. Die App durchsucht sie bei jedem Lauf.',
  },
}
