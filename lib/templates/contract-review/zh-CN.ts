import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '合同审查',
  description: '逐条检查合同风险，提出更好的措辞，生成报告。',
  'tags.0': '合同',
  'tags.1': '法律',
  'tags.2': '风险',
}
