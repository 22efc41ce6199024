import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '继续',
  description: '结束本轮或本项，并继续下一个。其值成为下一轮的状态，或该项的结果。',
  'inputs.value.label': '值',
  'inputs.value.description': '下一轮的状态，或该项的结果。',
}
