import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '与文档对话',
  description: '根据你的文件回答问题，引用可打开对应段落。无需语言模型。',
  'tags.0': '文档',
  'tags.1': '引用',
  'tags.2': '问答',
}
