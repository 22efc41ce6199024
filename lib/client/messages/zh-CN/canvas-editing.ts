export const canvasEditing = {
  overview: '整张画布的缩略图',
} as const
