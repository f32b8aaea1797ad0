; The few devices the nucleus itself drives: UART, debug ports, local APIC timer, clock, random numbers, power.

; Debug ports (QEMU's isa-debugcon): what a program writes to standard output and standard error, byte for byte. A port
; that is there reads as DEBUG_PRESENT.
DEBUG_OUT equ 0xE9
DEBUG_ERROR equ 0xEA
DEBUG_PRESENT equ 0xE9
EXIT_PORT equ 0x501                 ; QEMU's isa-debug-exit
; Reset control of PCI's south bridges (RST_CNT, Intel ICH): which reset, and a bit that does it when it rises; and the keyboard
; controller's command.
RESET_PORT equ 0xCF9
RESET_HARD equ 2
RESET_NOW equ 4
KEYBOARD_PORT equ 0x64
KEYBOARD_RESET equ 0xFE
PIC1_DATA equ 0x21
PIC2_DATA equ 0xA1

; Registers are those of obol.nucleus.registers.
LAPIC equ PHYSICAL + LocalApic.PHYSICAL
; QEMU's local APIC timer counts nanoseconds.
CALIBRATION equ 1000000

section .text

; The running processor's own controller.
set_up_apic:
    mov rax, LAPIC
    mov dword [rax + LocalApic.spurious], LocalApic.Spurious.ENABLED | VECTOR_SPURIOUS
    mov dword [rax + LocalApic.divide], LocalApic.Divide.LOW | LocalApic.Divide.HIGH
    mov dword [rax + LocalApic.timer], LocalApic.Timer.MASKED | VECTOR_TIMER
    ret

set_up_devices:
    mov al, 0xFF
    out PIC1_DATA, al
    out PIC2_DATA, al
    call set_up_apic
    ; How many ticks of the time-stamp counter are a nanosecond: as a fixed-point factor, 32 bits behind the point.
    mov dword [rax + LocalApic.initialCount], -1
    rdtsc
    shl rdx, 32
    or rax, rdx
    mov rsi, rax
    mov rcx, LAPIC
.wait:
    mov eax, [rcx + LocalApic.currentCount]
    not eax
    cmp eax, CALIBRATION
    jb .wait
    mov edi, eax
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, rsi
    mov [start_ticks], rsi
    mov rcx, rax
    mov rax, rdi
    shl rax, 32
    xor edx, edx
    div rcx
    mov [nanoseconds_per_tick], rax
    mov rcx, LAPIC
    mov dword [rcx + LocalApic.initialCount], 0
    call read_clock
    imul rax, rax, 1000000000
    mov [wall_start], rax
    call port_monotonic_time
    sub [wall_start], rax
    mov dx, DEBUG_OUT
    in al, dx
    cmp al, DEBUG_PRESENT
    sete [debug_ports]
    mov dx, Uart.COM1 + Uart.lineControl
    mov al, Uart.LineControl.CHARACTER
    out dx, al
    mov dx, Uart.COM1 + Uart.fifo
    mov al, Uart.Fifo.ENABLE | Uart.Fifo.CLEAR_RECEIVE | Uart.Fifo.CLEAR_TRANSMIT
    out dx, al
    mov dx, Uart.COM1 + Uart.modemControl
    mov al, Uart.ModemControl.DTR | Uart.ModemControl.RTS | Uart.ModemControl.OUT2
    out dx, al
    mov dx, Uart.COM1 + Uart.interrupts
    mov al, Uart.Interrupts.RECEIVED
    out dx, al
    mov edi, IoApic.PHYSICAL
    xor esi, esi
    jmp port_add_lines

global port_monotonic_time:function
port_monotonic_time:
    rdtsc
    shl rdx, 32
    or rax, rdx
    sub rax, [start_ticks]
    mul qword [nanoseconds_per_tick]
    shrd rax, rdx, 32
    ret

global port_wall_time:function
port_wall_time:
    call port_monotonic_time
    add rax, [wall_start]
    ret

; Seconds since 1970 by the CMOS clock, in rax.
read_clock:
    mov al, Cmos.Clock.statusA
    out Cmos.PORT + Cmos.index, al
    in al, Cmos.PORT + Cmos.data
    cmp al, 0xFF
    je .none
    test al, Cmos.Clock.StatusA.UPDATING
    jnz read_clock
    mov ecx, Cmos.Clock.year
    call cmos
    lea r8d, [rax + 2000]
    mov ecx, Cmos.Clock.month
    call cmos
    mov r9d, eax
    mov ecx, Cmos.Clock.day
    call cmos
    mov r10d, eax
    mov ecx, Cmos.Clock.hour
    call cmos
    imul esi, eax, 3600
    mov ecx, Cmos.Clock.minute
    call cmos
    imul eax, eax, 60
    add esi, eax
    mov ecx, Cmos.Clock.second
    call cmos
    add esi, eax
    ; Days from civil date: years begin in March.
    cmp r9d, 3
    jae .month
    dec r8d
    add r9d, 12
.month:
    sub r9d, 3
    imul eax, r9d, 153
    add eax, 2
    mov ecx, 5
    xor edx, edx
    div ecx
    lea edi, [rax + r10 - 1]        ; day of the year
    imul eax, r8d, 365
    add edi, eax
    mov eax, r8d
    shr eax, 2
    add edi, eax
    mov eax, r8d
    mov ecx, 100
    xor edx, edx
    div ecx
    sub edi, eax
    shr eax, 2
    add edi, eax
    sub edi, 719468                 ; 1970-01-01
    imul rax, rdi, 86400
    add rax, rsi
    ret
.none:
    xor eax, eax
    ret

; CMOS register ecx, a BCD number, in eax.
cmos:
    mov al, cl
    out Cmos.PORT + Cmos.index, al
    in al, Cmos.PORT + Cmos.data
    movzx eax, al
    mov edx, eax
    shr edx, 4
    and eax, 15
    imul edx, edx, 10
    add eax, edx
    ret

; port_idle(deadline, signals, count): the timer is set for the deadline; any interrupt ends it. A wake-up cannot come between the look at
; SLEEPS and hlt: from cli on, its interrupt stays pending until the instruction behind sti, which is hlt.
global port_idle:function
port_idle:
    mov r10, rdi
    mov rdi, rsi
    mov rsi, rdx
    cli                             ; what is raised behind the look at the lines wakes the processor from hlt
    mov rax, [r15 + ThreadLayout.CPU]
    cmp dword [rax + CpuLayout.SLEEPS], 0
    je .now
    call port_poll
    test rax, rax
    jnz .now
    call port_monotonic_time
    sub r10, rax
    jle .now
    mov eax, 0x7FFFFFFF
    cmp r10, rax
    cmova r10, rax
    mov rcx, LAPIC
    mov dword [rcx + LocalApic.timer], VECTOR_TIMER
    mov [rcx + LocalApic.initialCount], r10d
    sti
    hlt
    mov rdi, [r15 + ThreadLayout.CPU]
    mov rdi, [rdi + TICK_PERIOD]
    jmp port_tick
.now:
    sti
    ret

; port_tick(period)
global port_tick:function
port_tick:
    mov rcx, [r15 + ThreadLayout.CPU]
    mov [rcx + TICK_PERIOD], rdi
    mov rcx, LAPIC
    mov eax, LocalApic.Timer.PERIODIC | VECTOR_TIMER
    mov edx, LocalApic.Timer.MASKED | VECTOR_TIMER
    test rdi, rdi
    cmovz eax, edx
    mov [rcx + LocalApic.timer], eax
    mov [rcx + LocalApic.initialCount], edi
    ret

; port_write(descriptor, address, size)
global port_write:function
port_write:
    call lock_console
    mov r8, rdx
    mov rcx, rdx
    cmp byte [debug_ports], 0
    je .uart
    mov edx, DEBUG_OUT
    cmp edi, 2
    jne .debug
    mov edx, DEBUG_ERROR
.debug:
    rep outsb
    jmp .done
.uart:
    test rcx, rcx
    jz .done
    lodsb
    call uart_put
    dec rcx
    jmp .uart
.done:
    mov dword [console_owner], 0
    mov rax, r8
    ret

; What a core writes at once stays together. One that gets into trouble while it writes may write what that is. Clobbers rax, rcx.
lock_console:
    mov rcx, [r15 + ThreadLayout.CPU]
    jrcxz .own
    mov ecx, [rcx + CpuLayout.NUMBER]
    inc ecx
.try:
    xor eax, eax
    lock cmpxchg [console_owner], ecx
    je .own
    cmp eax, ecx
    je .own
    pause
    jmp .try
.own:
    ret

; al: a byte; a newline gets a carriage return before it if it has none. Clobbers rax, rdx.
uart_put:
    mov ah, al
    xchg ah, [uart_previous]
    cmp al, 10
    jne .byte
    cmp ah, 13
    je .byte
    mov al, 13
    call .byte
    mov al, 10
.byte:
    mov ah, al
    mov dx, Uart.COM1 + Uart.lineStatus
.full:
    in al, dx
    cmp al, Uart.ABSENT
    je .gone
    test al, Uart.LineStatus.TRANSMIT_EMPTY
    jz .full
    mov dx, Uart.COM1 + Uart.transmit
    mov al, ah
    out dx, al
.gone:
    ret

; port_log(address, size): to the UART, whatever standard error is.
global port_log:function
port_log:
    call lock_console
    xchg rsi, rdi
    mov rcx, rdi
    mov r8, rdi
    jmp port_write.uart

; rdi: a C string, to standard error.
write_text:
    mov rsi, rdi
    xor edx, edx
.length:
    cmp byte [rsi + rdx], 0
    je .write
    inc edx
    jmp .length
.write:
    mov edi, 2
    jmp port_write

; rdi: a number, in 16 hexadecimal digits, to standard error.
write_hex:
    sub rsp, 24
    mov ecx, 15
.digit:
    mov eax, edi
    and eax, 15
    cmp eax, 10
    sbb edx, edx
    and edx, '0' - ('a' - 10)
    lea eax, [rax + rdx + 'a' - 10]
    mov [rsp + rcx], al
    shr rdi, 4
    dec ecx
    jns .digit
    mov edi, 2
    mov rsi, rsp
    mov edx, 16
    call port_write
    add rsp, 24
    ret

; port_entropy(address, size)
global port_entropy:function
port_entropy:
    mov r8, rsi
    mov eax, 1
    push rbx
    cpuid
    pop rbx
    bt ecx, 30
    jnc .none
.next:
    test r8, r8
    jle .done
    rdrand rax
    jnc .next
    cmp r8, 8
    jb .bytes
    mov [rdi], rax
    add rdi, 8
    sub r8, 8
    jmp .next
.bytes:
    mov [rdi], al
    inc rdi
    shr rax, 8
    dec r8
    jnz .bytes
.done:
    ret
.none:
    lea rdi, [.message]
    jmp panic
.message: db "the processor has no RDRAND", 0

; port_system_call(number, a, b, c, ...): Linux's read of standard input and write are there, so that standard streams are files
; as on Linux.
SYS_READ equ 0
SYS_WRITE equ 1
EAGAIN equ 11
ENOSYS equ 38
global port_system_call:function
port_system_call:
    cmp edi, SYS_WRITE
    ja .missing
    mov edi, esi
    mov rsi, rdx
    mov rdx, rcx
    je port_write
    test edi, edi
    jz uart_read
.missing:
    mov rax, -ENOSYS
    ret

; rsi address, rdx size: what the UART has received; -EAGAIN: nothing yet, 0: there is no UART. As rax.
uart_read:
    mov rdi, rsi
    mov rcx, rdx
    jrcxz .done
.next:
    mov dx, Uart.COM1 + Uart.lineStatus
    in al, dx
    cmp al, 0xFF
    je .done
    test al, Uart.LineStatus.DATA_READY
    jz .empty
    mov dx, Uart.COM1 + Uart.received
    in al, dx
    stosb
    loop .next
.empty:
    cmp rdi, rsi
    mov rax, -EAGAIN
    je .nothing
.done:
    mov rax, rdi
    sub rax, rsi
.nothing:
    ret

; port_window(): the UART is a terminal of the usual size, unless standard output goes to the debug ports.
TERMINAL_WINDOW equ 24 << 16 | 80
global port_window:function
port_window:
    mov dx, Uart.COM1 + Uart.lineStatus
    in al, dx
    cmp al, 0xFF
    sete al
    or al, [debug_ports]
    mov eax, -1
    jnz .none
    mov eax, TERMINAL_WINDOW
.none:
    ret

; port_seal(typed, door, dial, disk, net): there is nothing around the machine that it could be kept from.
global port_seal:function
port_seal:
; port_make_raw(): the UART is never anything else.
global port_make_raw:function
port_make_raw:
    xor eax, eax
    ret

; port_registers(physical): the address at which the registers of a device, or a table of the firmware, are.
global port_registers:function
port_registers:
    mov rax, PHYSICAL
    add rax, rdi
    ret

CONFIGURATION_ADDRESS equ 0xCF8
CONFIGURATION_DATA equ 0xCFC
; port_configuration(address): a word of PCI's configuration space; port_configure(address, value) changes one.
global port_configuration:function, port_configure:function
port_configuration:
    mov eax, edi
    mov dx, CONFIGURATION_ADDRESS
    out dx, eax
    mov dx, CONFIGURATION_DATA
    in eax, dx
    ret
port_configure:
    mov eax, edi
    mov dx, CONFIGURATION_ADDRESS
    out dx, eax
    mov eax, esi
    mov dx, CONFIGURATION_DATA
    out dx, eax
    ret

; port_off_switch(place, width, value): what turns the machine off: 8 bits at a physical address, or 16 at an I/O port.
global port_off_switch:function
port_off_switch:
    mov [off_place], rdi
    mov [off_width], esi
    mov [off_value], edx
    ret

; port_exit(status), or BootInfo.RESTART: by the debug exit device QEMU's own status is then 2 * status + 1; without it the machine turns
; itself off.
global port_exit:function
port_exit:
    cmp edi, BootInfo.RESTART
    je restart
    mov eax, edi
    and eax, 0x7F
    mov dx, EXIT_PORT
    out dx, eax
    mov eax, [off_value]
    mov rdx, [off_place]
    cmp dword [off_width], 8
    jb .stop
    ja .port
    mov rcx, PHYSICAL
    mov [rcx + rdx], al
    jmp .stop
.port:
    out dx, ax
.stop:
    cli
    hlt
    jmp .stop

; The machine begins anew: by the reset control register of PCI's south bridges, else by the keyboard controller, else by a fault that no
; table of interrupts is there for, which every machine has.
restart:
    cli
    mov dx, RESET_PORT
    mov al, RESET_HARD
    out dx, al
    or al, RESET_NOW
    out dx, al
    mov al, KEYBOARD_RESET
    out KEYBOARD_PORT, al
    lidt [no_interrupts]
    ud2
no_interrupts: dw 0                 ; the limit of the table, and where it is
    dq 0

section .bss
    alignb 8
start_ticks: resq 1
nanoseconds_per_tick: resq 1
wall_start: resq 1
off_place: resq 1
off_width: resd 1                   ; 0: there is none
off_value: resd 1
console_owner: resd 1               ; 1 + the number of the core that writes
debug_ports: resb 1
uart_previous: resb 1
