export const canvasSearch = {
  find: '在画布中查找',
  found: '{count} 处匹配',
  hint: '搜索标签、节点类型、设置和引用，不区分大小写。',
  replace: '替换',
  replaceAll: '替换 {count} 处',
  replaceBy: '替换为',
  replaced: '已替换 {count} 处。可用“撤销”恢复。',
  title: '查找与替换',
  where: '点击结果可转到对应字段。',
} as const
