// What the script builds, and what it has to know that the specification does not say.

/** Slips of the specification, each with its reason. One that finds nothing to correct fails the run. */
export const OVERRIDES = [
  {
    at: 'CustomFieldCompact.date_value.date',
    use: { format: 'date' },
    why: 'its description says YYYY-MM-DD; the format is forgotten',
  },
  {
    at: 'CustomFieldCompact.date_value.date_time',
    use: { format: 'date-time' },
    why: 'its description says ISO 8601, its example is an instant in UTC; the format is forgotten',
  },
  {
    at: 'StoryResponse.old_number_value',
    use: { type: 'number' },
    why: 'the value of a number field, which is a number (CustomFieldCompact.number_value) with decimals',
  },
  {
    at: 'StoryResponse.new_number_value',
    use: { type: 'number' },
    why: 'as old_number_value',
  },
  {
    at: 'TaskCompact.created_by',
    use: { $ref: '#/components/schemas/UserCompact' },
    why: 'its description says a user; only gid and resource_type are spelled out, but a bare user comes with its name',
  },
  ...[
    'GoalBase.due_on',
    'GoalBase.start_on',
    'TimePeriodCompact.start_on',
    'TimePeriodCompact.end_on',
    'WorkspaceMembershipResponse.vacation_dates.start_on',
    'WorkspaceMembershipResponse.vacation_dates.end_on',
  ].map((at) => ({
    at,
    use: { format: 'date' },
    why: 'its description says YYYY-MM-DD; the format is forgotten',
  })),
  {
    at: 'AuditLogEvent.details',
    use: { $ref: undefined, type: 'string' },
    why: 'what it holds depends on the type of the event, and new types come: JSON text loses nothing',
  },
];

/** Names in an `opt_fields` enum that no schema explains: `['stream.path', 'why it may be left out']`. */
export const EXCEPTIONS = [];
