export const outline = {
  and: '、',
  comma: '，',
  connectedFrom: '连接自 {sources}',
  emptyText: '按 A 添加节点。大多数应用以“输入”开始，以“回答”结束。',
  hint: 'Enter：设置 · C：连接 · A：添加 · Delete：删除 · R：运行',
  node: '{type}“{label}”',
  nodeKeys: '方向键沿连线移动，Enter 打开设置，C 连接，Delete 删除。',
  port: '端口',
  title: '大纲',
  toggle: '用大纲代替画布',
} as const
