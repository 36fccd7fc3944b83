//! How much memory a process holds, as Linux counts it.

use std::fs;

use anyhow::{Context, Result};

/// What it holds now, in bytes.
pub fn now(pid: u32) -> Result<u64> {
    read(pid, "VmRSS")
}

/// The most it has held since `forget_peak`, in bytes.
pub fn peak(pid: u32) -> Result<u64> {
    read(pid, "VmHWM")
}

/// Lets the peak start again from what the process holds now.
pub fn forget_peak(pid: u32) {
    // Where this is not allowed, the peak includes the server's start and can only look worse.
    let _allowed = fs::write(format!("/proc/{pid}/clear_refs"), "5");
}

fn read(pid: u32, name: &str) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))
        .context("memory can only be measured on Linux, while the server runs")?;
    kilobytes(&text, name).map(|size| size * 1024).with_context(|| format!("the system does not tell {name}"))
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_the_line_of_its_name() {
        let status = "VmPeak:\t  900 kB\nVmHWM:\t   800 kB\nVmRSS:\t   700 kB\n";
        assert_eq!(super::kilobytes(status, "VmRSS"), Some(700));
        assert_eq!(super::kilobytes(status, "VmSwap"), None);
    }
}
