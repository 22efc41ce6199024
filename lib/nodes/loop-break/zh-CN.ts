import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '跳出',
  description: '结束外围的循环或映射。其值成为结果。',
  'inputs.value.label': '值',
  'inputs.value.description': '循环的结果；在映射中为最后一项的结果。',
}
