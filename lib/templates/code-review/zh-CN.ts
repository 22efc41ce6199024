import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '代码审查',
  description: '逐个文件审查差异，列出缺陷及其行号和严重程度。',
  'tags.0': '差异',
  'tags.1': '拉取请求',
  'tags.2': '缺陷',
}
