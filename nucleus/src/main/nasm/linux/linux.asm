; The Linux port: start, signals, and the primitives of obol.nucleus.Machine on raw system calls; cores are in
; cores.asm, the seal in seal.asm.
    default rel
    bits 64
%include "layout.inc"
%include "stubs.asm"

SYS_READ equ 0
SYS_WRITE equ 1
SYS_POLL equ 7
SYS_MMAP equ 9
SYS_MPROTECT equ 10
SYS_RT_SIGACTION equ 13
SYS_RT_SIGRETURN equ 15
SYS_IOCTL equ 16
SYS_CLONE equ 56
SYS_EXECVE equ 59
SYS_MADVISE equ 28
SYS_SYSINFO equ 99
SYS_GETTID equ 186
SYS_SIGALTSTACK equ 131
SYS_TIMER_CREATE equ 222
SYS_TIMER_SETTIME equ 223
SYS_CLOCK_GETTIME equ 228
SYS_EXIT_GROUP equ 231
SYS_PPOLL equ 271
SYS_EVENTFD2 equ 290
SYS_GETRANDOM equ 318

EINTR equ 4
PROT_NONE equ 0
PROT_READ equ 1
PROT_READ_WRITE equ 3
PROT_EXECUTE equ 4
; MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE
MAP_AREA equ 0x2 | 0x20 | 0x4000 | 0x100000
MADV_DONTNEED equ 4
CLOCK_REALTIME equ 0
CLOCK_MONOTONIC equ 1
SIGHUP equ 1
SIGINT equ 2
SIGQUIT equ 3
SIGBUS equ 7
SIGFPE equ 8
SIGSEGV equ 11
SIGPIPE equ 13
SIGALRM equ 14
SIGTERM equ 15
SIG_IGN equ 1
SIGNAL_STACK equ 65536
; SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_RESTORER | SA_NODEFER
SA_FLAGS equ 0x4 | 0x08000000 | 0x10000000 | 0x04000000 | 0x40000000
; Offsets in siginfo_t, ucontext_t, sysinfo.
SI_ADDRESS equ 16
SYSINFO_TOTAL equ 32
SYSINFO_UNIT equ 104
UC_RSP equ 40 + 15*8
UC_RIP equ 40 + 16*8

; Terminals: struct termios of the kernel, and bits of its fields.
TCGETS equ 0x5401
TCSETS equ 0x5402
TIOCGWINSZ equ 0x5413
C_IFLAG equ 0
C_OFLAG equ 4
C_CFLAG equ 8
C_LFLAG equ 12
C_CC equ 17
VTIME equ 5
VMIN equ 6
TERMIOS_SIZE equ 36
IGNBRK equ 0x1
BRKINT equ 0x2
PARMRK equ 0x8
ISTRIP equ 0x20
INLCR equ 0x40
IGNCR equ 0x80
ICRNL equ 0x100
IXON equ 0x400
OPOST equ 0x1
CSIZE equ 0x30
CS8 equ 0x30
PARENB equ 0x100
ISIG equ 0x1
ICANON equ 0x2
ECHO equ 0x8
ECHONL equ 0x40
IEXTEN equ 0x8000

%macro MAP_AREA_OF 2    ; start, end
    mov rdi, %1
    mov rsi, %2
    sub rsi, rdi
    call map_area
%endmacro

section .text

extern java_boot
extern image_header
global _start:function
_start:
    lea r15, [boot_thread]
    mov rax, [rsp]
    mov [boot_info + BootInfo.ARGUMENT_COUNT], rax
    lea rcx, [rsp + 8]
    mov [boot_info + BootInfo.ARGUMENTS], rcx
    lea rcx, [rcx + 8*rax + 8]
    mov [boot_info + BootInfo.ENVIRONMENT], rcx
    lea rax, [image_header]
    mov [boot_info + BootInfo.IMAGE], rax
    lea rdi, [system_info]
    mov eax, SYS_SYSINFO
    syscall
    mov eax, [system_info + SYSINFO_UNIT]
    imul rax, [system_info + SYSINFO_TOTAL]
    mov [boot_info + BootInfo.MEMORY], rax
    MAP_AREA_OF MemoryMap.CARD_TABLE, MemoryMap.NUCLEUS_END
    MAP_AREA_OF MemoryMap.HEAP, MemoryMap.HEAP_END
    MAP_AREA_OF MemoryMap.EXCHANGE, MemoryMap.EXCHANGE_END
    MAP_AREA_OF MemoryMap.STACKS, MemoryMap.STACKS_END
    xor eax, eax
    call take_signal_stack
    lea rsi, [fault_action]
    mov edi, SIGSEGV
    call set_action
    mov edi, SIGBUS
    call set_action
    mov edi, SIGFPE
    call set_action
    lea rsi, [tick_action]
    mov edi, SIGALRM
    call set_action
    ; Who writes to a pipe that nobody reads any more gets an error, as with HotSpot.
    lea rsi, [ignore_action]
    mov edi, SIGPIPE
    call set_action
    lea rdi, [boot_info]
    call java_boot
    ud2

; port_map_image(address, size): whole pages, zeroed, that may be written, in the area of the image.
global port_map_image:function
port_map_image:
; rdi address, rsi size
map_area:
    mov edx, PROT_READ_WRITE
    mov r10d, MAP_AREA
    mov r8, -1
    xor r9d, r9d
    mov eax, SYS_MMAP
    syscall
    cmp rax, rdi
    jne .fails
    ret
.fails:
    lea rsi, [no_memory]
    mov edx, no_memory.end - no_memory
    mov edi, 2
    mov eax, SYS_WRITE
    syscall
    mov edi, 125
    jmp port_exit

; edi signal, rsi action
set_action:
    push rsi
    xor edx, edx
    mov r10d, 8
    mov eax, SYS_RT_SIGACTION
    syscall
    pop rsi
    ret

; A fault: java_trap gives the address where the code goes on, or does not come back.
extern java_trap
on_fault:
    push rdx
    mov eax, edi
    mov rcx, [rdx + UC_RSP]
    mov rdi, [rdx + UC_RIP]
    mov rsi, [rsi + SI_ADDRESS]
    mov edx, eax
    call java_trap
    pop rdx
    mov [rdx + UC_RIP], rax
    ret

; A tick: asks the running thread to see to it at its next poll.
on_tick:
    lock or dword [r15 + ThreadLayout.REQUESTS], ThreadLayout.REQUEST_SWITCH
    mov qword [r15 + ThreadLayout.LIMIT], ThreadLayout.POLL_REQUESTED
    ret

signal_return:
    mov eax, SYS_RT_SIGRETURN
    syscall

; port_write(descriptor, address, size)
global port_write:function
port_write:
    mov eax, SYS_WRITE
    syscall
    cmp rax, -EINTR
    je port_write
    ret

; port_system_call(number, a, b, c, d, e, f)
global port_system_call:function
port_system_call:
    mov rax, rdi
    mov rdi, rsi
    mov rsi, rdx
    mov rdx, rcx
    mov r10, r8
    mov r8, r9
    mov r9, [rsp + 8]
    syscall
    ret

; port_exit(status), or BootInfo.RESTART
global port_exit:function
port_exit:
    cmp byte [terminal_is_raw], 0
    je .exit
    push rdi
    lea rdx, [terminal_found]
    xor edi, edi
    mov esi, TCSETS
    mov eax, SYS_IOCTL
    syscall
    pop rdi
.exit:
    cmp edi, BootInfo.RESTART
    je restart
    mov eax, SYS_EXIT_GROUP
    syscall
    ud2

; The same executable anew, with the words and the environment of this one. The kernel ends the other cores; descriptors but the standard
; ones are closed here, and no tick that is on its way may meet a process that does not know it yet.
restart:
    lea rsi, [ignore_action]
    mov edi, SIGALRM
    call set_action
    mov edi, 3
    mov esi, -1
    xor edx, edx
    mov eax, SYS_CLOSE_RANGE
    syscall
    lea rdi, [own_executable]
    mov rsi, [boot_info + BootInfo.ARGUMENTS]
    mov rdx, [boot_info + BootInfo.ENVIRONMENT]
    mov eax, SYS_EXECVE
    syscall
    mov edi, 125
    mov eax, SYS_EXIT_GROUP
    syscall
    ud2

; port_window()
global port_window:function
port_window:
    sub rsp, 8                      ; struct winsize
    mov edi, 1
.descriptor:
    mov esi, TIOCGWINSZ
    mov rdx, rsp
    mov eax, SYS_IOCTL
    syscall
    test rax, rax
    js .none
    dec edi
    jns .descriptor
    mov eax, [rsp]
    rol eax, 16                     ; rows come first
    and eax, 0x7FFFFFFF
    add rsp, 8
    ret
.none:
    mov eax, -1
    add rsp, 8
    ret

; port_make_raw(): as cfmakeraw of the C library has it.
global port_make_raw:function
port_make_raw:
    cmp byte [terminal_is_raw], 0
    jne .done
    xor edi, edi
    mov esi, TCGETS
    lea rdx, [terminal_found]
    mov eax, SYS_IOCTL
    syscall
    test rax, rax
    js .fails
    lea rsi, [terminal_found]
    lea rdi, [terminal_raw]
    mov ecx, TERMIOS_SIZE
    rep movsb
    and dword [terminal_raw + C_IFLAG], ~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON)
    and dword [terminal_raw + C_OFLAG], ~OPOST
    and dword [terminal_raw + C_CFLAG], ~(CSIZE | PARENB)
    or dword [terminal_raw + C_CFLAG], CS8
    and dword [terminal_raw + C_LFLAG], ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
    mov byte [terminal_raw + C_CC + VTIME], 0
    mov byte [terminal_raw + C_CC + VMIN], 1
    ; Whatever ends us from outside must leave the terminal as it was found.
    lea r8, [ending_signals]
.signal:
    movzx edi, byte [r8]
    inc r8
    lea rsi, [end_action]
    call set_action
    cmp byte [r8], 0
    jne .signal
    mov byte [terminal_is_raw], 1
    xor edi, edi
    mov esi, TCSETS
    lea rdx, [terminal_raw]
    mov eax, SYS_IOCTL
    syscall
.fails:
    ret
.done:
    xor eax, eax
    ret

; A signal that ends the process: as shells count, 128 and its number.
on_end:
    add edi, 128
    jmp port_exit

; port_entropy(address, size)
global port_entropy:function
port_entropy:
    xor edx, edx
    mov eax, SYS_GETRANDOM
    syscall
    cmp rax, 0
    jl port_entropy
    add rdi, rax
    sub rsi, rax
    jnz port_entropy
    ret

global port_monotonic_time:function
port_monotonic_time:
    mov edi, CLOCK_MONOTONIC
    jmp clock

global port_wall_time:function
port_wall_time:
    mov edi, CLOCK_REALTIME
clock:
    sub rsp, 16
    mov rsi, rsp
    mov eax, SYS_CLOCK_GETTIME
    syscall
    imul rax, [rsp], 1000000000
    add rax, [rsp + 8]
    add rsp, 16
    ret

; port_poll(signals, count)
global port_poll:function
port_poll:
    xor edx, edx
    mov eax, SYS_POLL
    syscall
    ret

; There are no devices here: port_registers(physical), port_physical(address), port_has_line(line) give 0; the others do nothing.
global port_registers:function, port_physical:function, port_close_line:function
global port_configuration:function, port_configure:function
global port_has_line:function, port_add_processor:function, port_add_lines:function, port_off_switch:function, port_log:function
port_registers:
port_physical:
port_has_line:
    xor eax, eax
port_configuration:
port_configure:
port_close_line:
port_add_processor:
port_add_lines:
port_off_switch:
port_log:
    ret

; discard_memory(address, size)
global discard_memory:function
discard_memory:
    mov edx, MADV_DONTNEED
    mov eax, SYS_MADVISE
    syscall
    ret

; port_protect_image(address, size, executable): such pages cannot be written any more.
global port_protect_image:function
port_protect_image:
    mov eax, PROT_READ | PROT_EXECUTE
    test edx, edx
    mov edx, PROT_READ
    cmovnz edx, eax
    mov eax, SYS_MPROTECT
    syscall
    ret

; guard_memory(address, size)
global guard_memory:function
guard_memory:
    mov edx, PROT_NONE
    mov eax, SYS_MPROTECT
    syscall
    ret

section .rodata
own_executable: db "/proc/self/exe", 0
no_memory: db "obol: the address space that Obol needs is taken", 10
.end:
    align 8
; struct sigaction of the kernel: handler, flags, restorer, mask
fault_action: dq on_fault, SA_FLAGS, signal_return, 0
end_action: dq on_end, SA_FLAGS, signal_return, 0
ignore_action: dq SIG_IGN, 0, 0, 0
tick_action: dq on_tick, SA_FLAGS, signal_return, 0

ending_signals: db SIGHUP, SIGINT, SIGQUIT, SIGTERM, 0

section .bss
    alignb 16
terminal_found: resb 48
terminal_raw: resb 48
terminal_is_raw: resb 1
    alignb 16
signal_stacks: resb SIGNAL_STACK * CpuLayout.MOST
boot_thread: resb ThreadLayout.SIZE
boot_info: resb BootInfo.SIZE
system_info: resb 112

%include "cores.asm"
%include "seal.asm"
