import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: 'MCP 智能体',
  description: '使用 MCP 服务器工具的智能体，更改任何内容前先询问。',
  'tags.0': 'MCP',
  'tags.1': '工具',
  'tags.2': '智能体',
}
