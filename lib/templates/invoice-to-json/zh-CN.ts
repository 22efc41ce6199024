import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '发票转 JSON',
  description: '读取发票文本，以始终符合模式的 JSON 给出其字段。',
  'tags.0': '发票',
  'tags.1': '提取',
  'tags.2': '会计',
}
