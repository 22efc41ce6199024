export const apps = {
  title: 'Apps',
  nodes: { one: '{count} node', other: '{count} nodes' },
} as const
