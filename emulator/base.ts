/** Where the insight-group endpoints live. */
export const base = "/api/v2/engineering-insights/insights";
