import type { Template } from '../template'

const csv =
  'month,region,product,amount\n2026-08,North,Lamp,1200\n2026-08,South,Lamp,800\n2026-08,North,Bulb,300\n2026-09,North,Lamp,1500\n2026-09,South,Bulb,450\n2026-09,South,Lamp,700\n2026-10,North,Bulb,380\n2026-10,South,Lamp,950\n2026-10,North,Lamp,1610'

export const samples: Template['samples'] = {
  en: {
    inputs: { csv, question: 'Which region sold more, and by how much?' },
    answer: 'The north sold more: **4,990** against **2,900** in the south, a difference of **2,090**.',
  },
  'zh-CN': {
    inputs: { csv, question: '哪个地区销售额更高？高多少？' },
    answer: '北区更高：**4,990**，南区为 **2,900**，相差 **2,090**。',
  },
}
