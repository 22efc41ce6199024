export const outline = {
  and: ' and ',
  comma: ', ',
  connectedFrom: 'connected from {sources}',
  emptyText: 'Press A to add a node. Most apps start with an Input and end with an Answer.',
  hint: 'Enter: settings · C: connect · A: add · Delete: delete · R: run',
  node: '{type} “{label}”',
  nodeKeys: 'Arrow keys move along the edges, Enter opens the settings, C connects, Delete deletes.',
  port: 'Port',
  title: 'Outline',
  toggle: 'Show outline',
} as const
