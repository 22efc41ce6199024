export const KIND_LABELS = {
  quality: 'catalog.quality',
  safety: 'catalog.safety',
  speed: 'catalog.speed',
} as const
