/** Only what is read: hands and tools add a lot to catalogs, and none of it is a reason to stop. */
export const CATALOG = {
  type: 'object',
  required: ['streams'],
  properties: {
    streams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tap_stream_id', 'schema'],
        properties: {
          tap_stream_id: { type: 'string' },
          schema: { $ref: '#/definitions/schema' },
          metadata: {
            type: 'array',
            items: {
              type: 'object',
              required: ['breadcrumb', 'metadata'],
              properties: {
                breadcrumb: { type: 'array', items: { type: 'string' } },
                metadata: { type: 'object' },
              },
            },
          },
        },
      },
    },
  },
  definitions: {
    schema: {
      type: 'object',
      properties: {
        properties: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } },
      },
    },
  },
};

/**
 * Says what ajv would say by `CATALOG`, in no time: to load and to compile ajv takes a tenth of a second.
 * @returns whether a catalog's outer shape is right
 */
export function isCatalog(json: unknown): boolean {
  return isObject(json) && Array.isArray(json['streams']) && json['streams'].every(isEntry);
}

function isEntry(entry: unknown): boolean {
  if (!isObject(entry) || typeof entry['tap_stream_id'] !== 'string' || !isSchema(entry['schema'])) return false;
  const { metadata = [] } = entry;
  return Array.isArray(metadata) && metadata.every(isMetadata);
}

function isSchema(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const { properties = {} } = schema;
  return isObject(properties) && Object.values(properties).every(isSchema);
}

function isMetadata(entry: unknown): boolean {
  if (!isObject(entry) || !isObject(entry['metadata'])) return false;
  const { breadcrumb } = entry;
  return Array.isArray(breadcrumb) && breadcrumb.every((name) => typeof name === 'string');
}

/** @returns whether it is a JSON object */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
