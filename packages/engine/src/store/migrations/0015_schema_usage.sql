-- Supabase: who may read the own rows of the three tables may also enter a schema that was made for them.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN
    GRANT USAGE ON SCHEMA :schema TO authenticated;
  END IF;
END $$;
