mod agenda;
mod announce;
mod cancel;
mod execute;
mod histories;
mod locked_origin;
mod vectors;
