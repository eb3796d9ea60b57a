// Imported first: graphql-js decides while it loads whether to check every value for a second copy of itself.
process.env.NODE_ENV ||= 'production';
