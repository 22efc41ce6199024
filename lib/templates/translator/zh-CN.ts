import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '带术语表的翻译',
  description: '翻译文本并使用你的术语表，术语表保存在一个步骤中。',
  'tags.0': '翻译',
  'tags.1': '术语表',
  'tags.2': '语言',
}
