export const AREA_LABELS = {
  quality: 'catalog.areaQuality',
  reliability: 'catalog.areaReliability',
  security: 'catalog.areaSecurity',
  documentation: 'catalog.areaDocumentation',
} as const
