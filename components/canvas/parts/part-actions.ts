/** Partial runs, shared by menus, buttons and shortcuts. */
export const PART_ACTIONS = [
  { kind: 'node', icon: 'play', label: 'canvasRuns.node', shortcut: 'Shift R', key: 'r' },
  { kind: 'to', icon: 'arrow-right', label: 'canvasRuns.to', shortcut: 'Shift T', key: 't' },
  { kind: 'from', icon: 'split', label: 'canvasRuns.from', shortcut: 'Shift F', key: 'f' },
] as const
