export const canvasEditing = {
  overview: 'The whole drawing in small',
} as const
